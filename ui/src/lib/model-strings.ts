// The words of the models of this machine.
import { humanNumber as n } from './when';
import type { ModelStep } from './wire.gen';

const hundred = (done: number, total: number): string => `${n(total > 0 ? Math.floor((done / total) * 100) : 0)} %`;

export const models = {
  list: 'Models you added',
  add: 'Add a model file…',
  addHint: 'A language model on this machine, in a file whose name ends in .gguf. It is looked at and tried before it is taken in, which takes a minute; the file itself stays where it is.',
  step: (step: ModelStep | null): string => {
    switch (step?.step) {
      case undefined:
      case 'looking':
        return 'Looking at the file';
      case 'waiting':
        return 'Waiting until no draft is being written';
      case 'trying':
      case 'measuring':
        return 'Trying it out';
      case 'summing':
        return `Reading it through, ${hundred(step.done, step.total)}`;
      case 'copying':
        return `Copying it, ${hundred(step.done, step.total)}`;
    }
  },
  bar: 'Adding the model',
  stop: 'Stop',
  stopLabel: 'Stop adding the model',
  stopping: 'Stopping',
  added: (name: string, used: boolean): string =>
    used ? `${name} was added, and drafts are written by it.` : `${name} was added. Choose it above if drafts are to be written by it.`,
  remove: 'Delete',
  removeOf: (name: string): string => `Delete ${name}`,
  removeSure: (used: boolean): string =>
    `Delete this model from the disk?${used ? ' Drafts are then written by the best that is left, if there is one.' : ''}`,
  removeYes: 'Delete it',
  removeNo: 'Keep it',
  /** What to do where a draft has no model. */
  remedy: 'Add a model file in Settings, or choose another model there',
};
