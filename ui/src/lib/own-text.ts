// A page keeps texts of the library by their ids alone: what they say and are called is looked up when it is opened.
import type { Backend } from './backend';
import type { DocumentId, Opened } from './wire.gen';

export type Library = Pick<Backend, 'openDocument'>;

/** A text of the user's own; `null` where it is gone from the library, or has turned out to be another's. */
export async function ownText(library: Library, id: DocumentId): Promise<Opened | null> {
  try {
    const found = await library.openDocument(id);
    return found.mine ? found : null;
  } catch {
    return null;
  }
}
