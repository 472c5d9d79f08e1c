// Whether the page goes along with a text that grows, and with what comes to stand at its foot.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Following } from '../src/lib/following';
import { intoSight } from '../src/lib/sight';

/** Where things lie: the text ends at `text`, the line of the caret at `caret`; the foot ends at 500. */
const lies: { text: number; foot: number; caret: number | null } = { text: 0, foot: 0, caret: null };
let resized: () => void;
let desk: HTMLElement;
let following: Following;

function element(rect: () => Partial<DOMRect>): HTMLElement {
  const made = document.createElement('div');
  made.getBoundingClientRect = () => rect() as DOMRect;
  return made;
}

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: () => void) {
        resized = callback;
      }
      observe = vi.fn();
      disconnect = vi.fn();
    },
  );
  desk = document.createElement('div');
  Object.defineProperties(desk, { scrollHeight: { value: 2000 }, clientHeight: { value: 500 } });
  const end = element(() => ({ bottom: lies.text - desk.scrollTop }));
  const foot = element(() => ({ top: 500 - lies.foot }));
  Object.defineProperty(foot, 'offsetHeight', { get: () => lies.foot });
  [lies.text, lies.foot, lies.caret] = [400, 50, null];
  const none = element(() => ({}));
  following = new Following(desk, end, [none, foot], () => (lies.caret === null ? null : lies.caret - desk.scrollTop));
  following.watch();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function footGrows(to: number): void {
  lies.foot = to;
  resized();
}

it('goes along with words that come below the foot', () => {
  lies.text = 480;
  following.follow();
  expect(desk.scrollTop).toBe(30);
});

it('keeps the last line above what comes to stand at the foot', () => {
  lies.text = 450;
  footGrows(120);
  expect(desk.scrollTop).toBe(70);
});

it('keeps the line that is written on above it, too', () => {
  [lies.text, lies.caret] = [1900, 440];
  footGrows(90);
  expect(desk.scrollTop).toBe(30);
  // Where it was covered already, one looks elsewhere.
  lies.caret = 900;
  footGrows(120);
  expect(desk.scrollTop).toBe(30);
});

it('leaves whoever looks elsewhere where they are', () => {
  lies.text = 900;
  following.scrolled();
  following.follow();
  footGrows(120);
  expect(desk.scrollTop).toBe(0);
});

it('comes to the end when told to, and goes along from there', () => {
  lies.text = 900;
  following.scrolled();
  following.toEnd();
  expect([desk.scrollTop, following.covered]).toEqual([450, 50]);
  lies.text = 920;
  following.follow();
  expect(desk.scrollTop).toBe(470);
});

it('brings into sight what grows, and nothing that is empty or grows less', () => {
  let height = 0;
  const note = element(() => ({}));
  Object.defineProperty(note, 'offsetHeight', { get: () => height });
  note.scrollIntoView = vi.fn();
  intoSight(note);
  const moved: number[] = [];
  for (height of [0, 60, 60, 20, 90]) {
    resized();
    moved.push(vi.mocked(note.scrollIntoView).mock.calls.length);
  }
  expect(moved).toEqual([0, 1, 1, 1, 2]);
});

it('does not move when the page comes back into sight', () => {
  footGrows(0);
  lies.text = 900;
  footGrows(120);
  expect(desk.scrollTop).toBe(0);
});
