// Copies a text in two forms at once: as it is, and as paragraphs for a program that keeps them.

function escaped(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}

/** Blank lines make paragraphs, single ones breaks. */
export function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/u)
    .map((part) => `<p dir="auto">${escaped(part.trim()).replace(/\n/gu, '<br>')}</p>`)
    .join('');
}

/** Whether it was copied. By an event and not by the clipboard's own interface, which some web views keep closed. */
export function copyText(text: string): boolean {
  let taken = false;
  const give = (event: ClipboardEvent): void => {
    if (event.clipboardData === null) return;
    event.clipboardData.setData('text/plain', text);
    event.clipboardData.setData('text/html', paragraphs(text));
    event.preventDefault();
    event.stopImmediatePropagation();
    taken = true;
  };
  document.addEventListener('copy', give, { capture: true });
  // Without a selection some web views copy nothing, and ask nobody.
  const field = document.createElement('textarea');
  field.value = ' ';
  field.className = 'visually-hidden';
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  try {
    document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', give, { capture: true });
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
  return taken;
}
