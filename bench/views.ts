import type { Frame } from 'playwright-core';
import { type Gallery, openGallery } from '../tests/views/gallery.ts';
import { manyRows } from '../tests/views/many-rows.ts';
import { median, report, round } from './report.ts';

const RUNS = 7;
const PROMISES = [
  { scene: 'issues', rows: 200, drawingMs: 300, row: '.opening' },
  { scene: 'health-map', rows: 1_000, drawingMs: 1_000, row: '.tile' },
  { scene: 'run-history', rows: 200, drawingMs: 500, row: '.list > li' },
];
const INTERACTION_MS = 100;

type Times = Record<'drawing' | 'opening' | 'expanding' | 'searching', number[]>;

/** Milliseconds from what a person does to the frame that shows `selector` so many times. */
const until = (view: Frame, what: { press: string } | { type: string }, selector: string, count: number) =>
  view.evaluate(
    async ([what, selector, count]) => {
      const started = performance.now();
      if ('press' in what) document.querySelector<HTMLElement>(what.press)!.click();
      else {
        const input = document.querySelector<HTMLInputElement>('input[type=search]')!;
        input.value = what.type;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }
      do await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      while (document.querySelectorAll(selector).length !== count && performance.now() - started < 5_000);
      return performance.now() - started;
    },
    [what, selector, count] as const,
  );

/** Milliseconds from the answer's arrival in the view to the frame that shows it. */
const sinceAnswer = (view: Frame) =>
  view.evaluate(() => (globalThis as { drawnMs?: number }).drawnMs ?? Number.NaN);

async function measure(gallery: Gallery, { scene, rows, row }: (typeof PROMISES)[number]) {
  const times: Times = { drawing: [], opening: [], expanding: [], searching: [] };
  const answer = await manyRows(gallery, scene, rows);
  for (let run = 0; run < RUNS; run += 1) {
    const { view, close } = await gallery.draw(scene, {}, answer);
    times.drawing.push(await sinceAnswer(view));
    times.opening.push(await until(view, { press: '.opener' }, '.opened', 1));
    // The button at the end of the view is the one that asks for the full screen.
    times.expanding.push(await until(view, { press: '#view > .row > button:last-child' }, row, rows));
    if ((await view.getByRole('searchbox').count()) > 0) {
      times.searching.push(await until(view, { type: 'checkout-api-pods-7' }, row, 1));
    }
    await close();
  }
  return Object.fromEntries(
    Object.entries(times).flatMap(([name, all]) =>
      all.length > 0 ? [[`${name}Ms`, round(median(all))]] : [],
    ),
  ) as Record<string, number>;
}

const gallery = await openGallery(() => {
  addEventListener('message', ({ data }) => {
    if (data?.method !== 'ui/notifications/tool-result') return;
    const arrived = performance.now();
    requestAnimationFrame(() =>
      setTimeout(() => Object.assign(globalThis, { drawnMs: performance.now() - arrived })),
    );
  });
});
try {
  for (const promise of PROMISES) {
    const { drawingMs, expandingMs, ...interactions } = await measure(gallery, promise);
    report({
      measured: `the view of ${promise.scene} with ${promise.rows} rows in a headless Chromium; medians of ${RUNS}`,
      numbers: { drawingMs: drawingMs!, expandingMs: expandingMs!, ...interactions },
      bound: `drawn, and drawn in full screen, within ${promise.drawingMs} ms; ${INTERACTION_MS} ms for each interaction`,
      held:
        Math.max(drawingMs!, expandingMs!) <= promise.drawingMs &&
        Object.values(interactions).every((ms) => ms <= INTERACTION_MS),
    });
  }
} finally {
  await gallery.close();
}
