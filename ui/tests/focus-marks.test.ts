// What has the focus is seen, also in high contrast: all marks of it come from one place, and stand out there.
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/app.css', 'utf8');

/** What is set where `selector` holds. */
function set(selector: string): Record<string, string> {
  const block = css.split('\n}').find((part) => part.includes(`\n${selector} {`)) ?? '';
  return Object.fromEntries([...block.matchAll(/--([\w-]+): ([^;]+);/gu)].map(([, name = '', value = '']) => [name, value]));
}

const more = set("[data-contrast='more']");
const looks = {
  light: set(':root'),
  dark: { ...set(':root'), ...set("[data-theme='dark']") },
  'high contrast': { ...set(':root'), ...more },
  'high contrast, dark': { ...set(':root'), ...more, ...set("[data-contrast='more'][data-theme='dark']") },
};

/** How light a colour is (WCAG 2.2). */
function light(colour: string): number {
  const digits = /^#([0-9a-f]+)$/u.exec(colour)?.[1] ?? '';
  const wide = digits.length === 3 ? digits.replace(/./gu, '$&$&') : digits;
  const [r = NaN, g = NaN, b = NaN] = [0, 2, 4].map((at) => {
    const part = parseInt(wide.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = NaN, bright = NaN] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

describe('the mark of the focus', () => {
  it.each(Object.entries(looks))('stands out from all that lies behind it: %s', (_, look) => {
    expect(look['ring']).toMatch(/^\dpx solid var\(--accent\)$/u);
    for (const ground of ['paper', 'side', 'card', 'tint'])
      expect(contrast(look['accent'] ?? '', look[ground] ?? ''), ground).toBeGreaterThanOrEqual(3);
  });

  it('is a line under a field without a box, unless that cannot be told from the line that is there', () => {
    for (const look of [looks.light, looks.dark]) {
      expect(look['ring-without-box']).toBe('none');
      expect(contrast(look['accent'] ?? '', look['line-strong'] ?? '')).toBeGreaterThanOrEqual(3);
    }
    expect(more['ring-without-box']).toBe('var(--ring)');
    expect(css).toMatch(/@media \(forced-colors: active\) \{\s*:root \{\s*--ring: [^;]+;\s*--ring-without-box: var\(--ring\);/u);
  });

  it('comes from there alone', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:svelte|css)$/u.test(file));
    const outlines = files.flatMap((file) =>
      [...readFileSync(`src/${file}`, 'utf8').matchAll(/outline: ([^;]+);/gu)].map(([, value]) => `${file}: ${value}`),
    );
    expect(outlines.length).toBeGreaterThan(5);
    const own = outlines.filter((one) => !/: var\(--ring(?:-without-box)?\)$/u.test(one));
    // What only has the focus without a key, headings, and a field whose line around it has the mark.
    expect(own.sort()).toEqual(['app.css: none', 'app.css: none', 'shared/SearchField.svelte: none']);
  });
});
