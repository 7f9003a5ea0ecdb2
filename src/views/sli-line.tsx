import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Host } from './host.ts';
import { moment } from './moments.ts';
import type { LineProps } from './slx-details.tsx';

const HEIGHT = 110;

/** Values of an SLI as a line; its first, lowest and last are said in words too, since a canvas says nothing. */
export function SliLine({ values, host }: LineProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current!;
    const style = getComputedStyle(document.documentElement);
    const [ink, line] = [style.getPropertyValue('--text'), style.getPropertyValue('--line')];
    const axis = {
      stroke: ink,
      grid: { stroke: line, width: 1 },
      ticks: { stroke: line },
      font: '11px sans-serif',
    };
    const clock = clockOf(host);
    const plot = new uPlot(
      {
        width: box.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: true } },
        axes: [
          { ...axis, values: (_, seconds) => seconds.map((second) => clock.format(second * 1000)) },
          { ...axis, size: 40 },
        ],
        series: [{}, { stroke: '#2f80ed', width: 2, points: { show: false } }],
      },
      [values.map(([at]) => Date.parse(at) / 1000), values.map(([, value]) => value)],
      box,
    );
    const resized = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT }));
    resized.observe(box);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [values]);
  const [first, last] = [values[0]!, values.at(-1)!];
  const label = `SLI from ${first[1]} at ${moment(first[0], host)} to ${last[1]} at ${moment(last[0], host)}`;
  return <div ref={place} class="plot" role="img" aria-label={label} />;
}

function clockOf({ locale, timeZone }: Host): Intl.DateTimeFormat {
  const style = { hour: '2-digit', minute: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat(locale, { ...style, timeZone });
  } catch {
    return new Intl.DateTimeFormat(undefined, style);
  }
}
