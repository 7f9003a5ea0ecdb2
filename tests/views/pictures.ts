import { mkdirSync } from 'node:fs';
import { SCENES } from '../../src/gallery/scenes.ts';
import { openGallery } from './gallery.ts';

/** Draws the scenes of `docs/views.md` from the gallery into `docs/views`, in a Chromium; by hand, when a view has changed. */
const SHOWN: Record<string, 'light' | 'dark'> = {
  'run-issues': 'light',
  'run-crashed': 'dark',
  issues: 'light',
  'commit-replaces': 'light',
  'health-map': 'light',
  'run-history': 'light',
  answer: 'light',
};
const WIDTH = 640;

mkdirSync('docs/views', { recursive: true });
const gallery = await openGallery();
try {
  for (const { id } of SCENES.filter(({ id }) => id in SHOWN)) {
    const drawn = await gallery.draw(id, { width: WIDTH, theme: SHOWN[id]! });
    await drawn.page.waitForTimeout(500);
    await drawn.page.locator(`#${id} iframe`).screenshot({ path: `docs/views/${id}.png` });
    await drawn.close();
  }
} finally {
  await gallery.close();
}
