// Does one thing at a time: whatever is asked for meanwhile is done once more afterwards, with the newest state.

/** `act` must not fail: it says itself what went wrong. What is returned waits until nothing is left to do. */
export function oneAtATime(act: () => Promise<void>): () => Promise<void> {
  let going: Promise<void> | null = null;
  let again = false;
  const go = async (): Promise<void> => {
    while (again) {
      again = false;
      await act();
    }
    going = null;
  };
  return () => {
    again = true;
    going ??= go();
    return going;
  };
}
