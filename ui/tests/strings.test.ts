// Every string is said somewhere: one that nobody says any more would be translated for nothing.
import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { s } from '../src/lib/strings';

/** All that is written in the window's own code, without the strings themselves. */
const written = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|svelte)$/u.test(file) && !/(strings|wire\.gen)\.ts$/u.test(file))
  .map((file) => readFileSync(`src/${file}`, 'utf8'))
  .join('\n');

/** The same with `{ copy, copied: said } = s.write` as `s.write.copy s.write.copied`. */
const code = written.replace(/\{([^{}]*)\} = (s(?:\.\w+)*);/gu, (_, keys: string, from: string) =>
  keys.replace(/(\w+)(?:: \w+)?,?/gu, `${from}.$1`),
);

/** The names of all strings, as they are asked for: `s.write.copy`. */
function names(strings: object, of: string): string[] {
  return Object.entries(strings).flatMap(([key, value]: [string, unknown]) => {
    const name = `${of}.${key}`;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? names(value, name) : [name];
  });
}

/** Whether the code says `name`, or has at once all that it stands among, to take one by its key. */
function isSaid(name: string): boolean {
  const parts = name.split('.');
  const says = (some: string, behind: string): boolean =>
    new RegExp(`\\b${some.replaceAll('.', '\\.')}(?!${behind})`, 'u').test(code);
  const among = parts.slice(2).map((_, at) => parts.slice(0, at + 2).join('.'));
  return says(name, '\\w') || among.some((some) => says(some, '[\\w.]'));
}

it('every string is said somewhere', () => {
  const all = names(s, 's');
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter((name) => !isSaid(name))).toEqual([]);
});

it('one that is not would be found', () => {
  expect([isSaid('s.write.copy'), isSaid('s.settings.parts.index'), isSaid('s.write.messageLate')]).toEqual([true, true, true]);
  expect([isSaid('s.write.cop'), isSaid('s.write.nothing'), isSaid('s.voice.nobod')]).toEqual([false, false, false]);
});
