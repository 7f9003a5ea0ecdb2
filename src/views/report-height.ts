import type { Bridge } from './bridge.ts';

/**
 * Tells the host the height of the content whenever it changes. The width is the host's: a view that reports it keeps its
 * frame from following a narrower window. A host with a fixed height is told nothing.
 */
export function reportHeight(bridge: Bridge): void {
  let told = 0;
  const measure = () => {
    const fixed = (bridge.context.containerDimensions as { height?: number } | undefined)?.height;
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (fixed !== undefined || height === told || bridge.context.displayMode === 'fullscreen') return;
    told = height;
    bridge.notify('ui/notifications/size-changed', { height });
  };
  new ResizeObserver(measure).observe(document.documentElement);
  measure();
}
