// The next moment at which the window would paint.

/** A hidden window paints no frames, but its text must not fall behind: then a clock steps in. */
const AT_MOST_MS = 200;

export function nextFrame(step: () => void): () => void {
  let over = false;
  const once = (): void => {
    if (over) return;
    cancel();
    step();
  };
  const frame = requestAnimationFrame(once);
  const clock = setTimeout(once, AT_MOST_MS);
  const cancel = (): void => {
    over = true;
    cancelAnimationFrame(frame);
    clearTimeout(clock);
  };
  return cancel;
}
