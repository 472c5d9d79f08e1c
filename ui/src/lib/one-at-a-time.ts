// Does one thing at a time: whatever is asked for meanwhile is done once more afterwards, with the newest state.

/** `act` must not fail: it says itself what went wrong. */
export function oneAtATime(act: () => Promise<void>): () => Promise<void> {
  let going = false;
  let again = false;
  return async () => {
    again = true;
    if (going) return;
    going = true;
    while (again) {
      again = false;
      await act();
    }
    going = false;
  };
}
