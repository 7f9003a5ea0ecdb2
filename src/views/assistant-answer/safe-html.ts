import DOMPurify from 'dompurify';
import { marked } from 'marked';

/**
 * Markdown as harmless HTML: no script, style, picture, form or address but `https:`. Diagrams stay what they are, text.
 * Cells get the head of their column, for widths on which a table is drawn as a list.
 */
export function safeHtml(markdown: string): DocumentFragment {
  const html = marked.parse(markdown, { async: false, gfm: true });
  const fragment = DOMPurify.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      'style',
      'img',
      'picture',
      'video',
      'audio',
      'form',
      'input',
      'button',
      'textarea',
      'select',
    ],
    FORBID_ATTR: ['style', 'class', 'id', 'name', 'src', 'srcset'],
    ALLOWED_URI_REGEXP: /^https:\/\//i,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const table of fragment.querySelectorAll('table')) {
    const heads = [...table.querySelectorAll('th')].map((head) => head.textContent ?? '');
    for (const row of table.querySelectorAll('tbody tr')) {
      [...row.children].forEach((cell, at) => {
        cell.setAttribute('data-head', heads[at] ?? '');
      });
    }
  }
  // A heading of the answer stands below the view's own.
  for (const heading of fragment.querySelectorAll('h1')) {
    const lower = document.createElement('h2');
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  return fragment;
}
