type Labels = Record<string, string>;

/** A number per set of labels, in the Prometheus text format. */
export interface Series {
  add(labels: Labels, value: number): void;
  text(): string;
}

export function counter(name: string, help: string): Series {
  const values = new Map<string, number>();
  return {
    add: (labels, value) => {
      const key = render(labels);
      values.set(key, (values.get(key) ?? 0) + value);
    },
    text: () =>
      block(
        name,
        help,
        'counter',
        [...values].map(([labels, value]) => `${name}${labels} ${value}`),
      ),
  };
}

/** Counts of values up to each bound, with their sum. */
export function histogram(name: string, help: string, bounds: readonly number[]): Series {
  const series = new Map<string, { labels: Labels; counts: number[]; sum: number; count: number }>();
  return {
    add: (labels, value) => {
      const key = render(labels);
      const entry = series.get(key) ?? { labels, counts: bounds.map(() => 0), sum: 0, count: 0 };
      series.set(key, entry);
      entry.counts = entry.counts.map((count, index) => (value <= bounds[index]! ? count + 1 : count));
      entry.sum += value;
      entry.count += 1;
    },
    text: () =>
      block(
        name,
        help,
        'histogram',
        [...series.values()].flatMap(({ labels, counts, sum, count }) => [
          ...bounds.map(
            (bound, index) => `${name}_bucket${render({ ...labels, le: `${bound}` })} ${counts[index]}`,
          ),
          `${name}_bucket${render({ ...labels, le: '+Inf' })} ${count}`,
          `${name}_sum${render(labels)} ${sum}`,
          `${name}_count${render(labels)} ${count}`,
        ]),
      ),
  };
}

/** A number that is looked up when it is asked for. */
export function gaugeText(name: string, help: string, value: number): string {
  return block(name, help, 'gauge', [`${name} ${value}`]);
}

function block(name: string, help: string, type: string, lines: string[]): string {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
}

function render(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeValue(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
