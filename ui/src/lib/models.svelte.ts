// The models of this machine: which there are, taking one in from a file, and deleting one that was added.
import type { Backend } from './backend';
import { asFailure } from './failure';
import type { Failure } from './failure';
import type { ModelInfo, ModelStep } from './wire.gen';

export class ModelsController {
  all = $state.raw<ModelInfo[]>([]);
  /** One is being taken in. */
  adding = $state(false);
  stopping = $state(false);
  /** What is being done with it; `null` before the first word of it. */
  step = $state.raw<ModelStep | null>(null);
  /** The name of the one that was taken in last. */
  added = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);

  constructor(
    private readonly backend: Backend,
    private readonly changed: () => Promise<void>,
  ) {}

  /** Those of them that can be deleted. */
  get own(): ModelInfo[] {
    return this.all.filter(({ added }) => added);
  }

  async load(): Promise<void> {
    await this.#try(async () => {
      this.all = await this.backend.models();
    });
  }

  /** Goes on while another page is looked at. */
  async add(): Promise<void> {
    if (this.adding) return;
    this.dismiss();
    await this.#try(async () => {
      const path = await this.backend.pickModel();
      // The dialog may have been opened twice.
      if (path === null || this.adding) return;
      this.adding = true;
      try {
        const name = await this.backend.addModel(path, (step) => (this.step = step));
        if (name !== null) await this.#lookAgain();
        this.added = name;
      } finally {
        this.adding = this.stopping = false;
        this.step = null;
      }
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.#try(() => this.backend.stopAdding());
  }

  async remove(name: string): Promise<void> {
    this.dismiss();
    await this.#try(async () => {
      await this.backend.removeModel(name);
      await this.#lookAgain();
    });
  }

  dismiss(): void {
    this.failure = null;
    this.added = null;
  }

  /** What drafts are written by may be another one now. */
  async #lookAgain(): Promise<void> {
    await this.load();
    await this.changed();
  }

  async #try(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }
}
