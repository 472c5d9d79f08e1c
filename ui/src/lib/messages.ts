// A message to answer that comes from outside. Reading it takes a moment, and what the user does meanwhile stays.
import type { Backend } from './backend';
import type { Failure } from './failure';
import type { PageController } from './page.svelte';
import { pastedMail } from './pasted';
import { s } from './strings';

/** A larger file holds more than one message; it would be read whole before anybody could look at it. */
export const LARGEST_MESSAGE = 64_000_000;

export class Messages {
  constructor(
    private readonly backend: Backend,
    private readonly page: PageController,
    /** It is on the page. */
    private readonly taken: () => void,
  ) {}

  /** Out of a file; fails where it is too large for one, or the page has changed by the time it is read. */
  async dropped(file: File): Promise<void> {
    if (file.size > LARGEST_MESSAGE) {
      const { messageLarge: what, messageLargeRemedy: remedy } = s.write;
      const large: Failure = { code: 'bad_input', what: what(file.size, LARGEST_MESSAGE), path: file.name, remedy };
      throw large;
    }
    const same = this.#same();
    const message = await this.backend.droppedMessage(file);
    if (!same()) {
      const { messageLate: what, messageLateRemedy: remedy } = s.write;
      const late: Failure = { code: 'bad_input', what, path: file.name, remedy };
      throw late;
    }
    this.page.answer(message);
    this.taken();
  }

  /** Whether `text` is a mail with who sent it. It is on the page at once, and is taken apart as soon as it has been read. */
  pasted(text: string): boolean {
    const mail = pastedMail(text);
    if (mail === null) return false;
    this.page.answer({ sender: '', title: '', text });
    this.taken();
    const same = this.#same();
    void this.backend.droppedMessage(mail).then(
      (message) => {
        if (same()) this.page.answerAs(message);
      },
      // What cannot be made out of it stays as it is.
      () => undefined,
    );
    return true;
  }

  /** Whether the page is still this one, and the message on it as it is now. */
  #same(): () => boolean {
    const now = (): unknown[] => [this.page.restored, this.page.brief.kind, this.page.brief.reply_to];
    const before = now();
    return () => now().every((one, at) => one === before[at]);
  }
}
