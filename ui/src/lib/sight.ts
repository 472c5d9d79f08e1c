// What is in sight: how high the window is, and what must be seen when it comes.

/** In a window as low as this only the bar lies over the text, and the brief makes room for it. */
const LOW = 560;

export function isLow(): boolean {
  return window.innerHeight <= LOW;
}

/** Brings `node` into sight when it comes and whenever it grows. */
export function intoSight(node: HTMLElement): { destroy: () => void } {
  let height = 0;
  const grows = new ResizeObserver(() => {
    const before = height;
    height = node.offsetHeight;
    if (height > before) node.scrollIntoView({ block: 'nearest' });
  });
  grows.observe(node);
  return { destroy: () => grows.disconnect() };
}
