// Reads whatever was thrown as the one kind of failure that the window shows.
import type { Error as Failure } from './wire.gen';

export type { Failure };

function isFailure(thrown: unknown): thrown is Failure {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'what' in thrown;
}

export function asFailure(thrown: unknown): Failure {
  if (isFailure(thrown)) return thrown;
  const what = thrown instanceof globalThis.Error ? thrown.message : String(thrown);
  return { code: 'io', what, path: null, remedy: null };
}
