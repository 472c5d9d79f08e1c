// Whether the page goes along with a text that grows, and with what comes to stand at its foot.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Following } from '../src/lib/following';

/** Where things lie: the text ends at `text` on a page that is scrolled by `scrolled`; the foot ends at 500. */
const lies = { text: 0, foot: 0 };
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
  [lies.text, lies.foot] = [400, 50];
  following = new Following(desk, end, foot);
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

it('leaves whoever looks elsewhere where they are', () => {
  lies.text = 900;
  following.scrolled();
  following.follow();
  footGrows(120);
  expect(desk.scrollTop).toBe(0);
});

it('does not move when the page comes back into sight', () => {
  footGrows(0);
  lies.text = 900;
  footGrows(120);
  expect(desk.scrollTop).toBe(0);
});
