/**
 * What causes the incident of checkout: release 2.41.0 of payments-api gave each pod twice the database connections,
 * and the database ran out of them. Everything else that fails follows from that.
 */
export interface Incident {
  /** Database connections that each pod of payments-api may open. */
  poolSize: number;
  /** Pods of payments-api. */
  pods: number;
  /** How often checkout-api was restarted by hand since. */
  restarts: number;
  /** Messages in the dead letter queue of order events. */
  deadLetters: number;
}

/** What somebody does to the systems; only some of it helps. */
export type Act =
  | { act: 'set-pool-size'; poolSize: number }
  | { act: 'redrive-dead-letters' }
  | { act: 'restart' | 'roll-back' | 'scale-up'; deployment: string; factor: number };

export const BEGUN: Incident = { poolSize: 40, pods: 12, restarts: 0, deadLetters: 37 };

/** What a check reads: the environment of its task and of its SLI. */
export interface Observation {
  task: Record<string, string>;
  sli?: Record<string, string>;
}

const CAPACITY = 500;
/** Connections of other users of the database. */
const OTHERS = 7;
/** From this share of the database's connections on, callers wait for one. */
const FULL = 0.95;
/** With fewer connections than this a pod's own requests wait for one. */
const LEAST_POOL = 8;
const POOL_OF_THE_RELEASE_BEFORE = 20;

/** The incident after somebody did something. Acting on a symptom changes nothing, or makes it worse. */
export function after(incident: Incident, act: Act): Incident {
  switch (act.act) {
    case 'set-pool-size':
      return { ...incident, poolSize: act.poolSize };
    case 'redrive-dead-letters':
      // While orders cannot be paid, what is sent again fails again, and more with it.
      return { ...incident, deadLetters: isStarved(incident) ? incident.deadLetters + 4 : 0 };
    case 'roll-back':
      return act.deployment === 'payments-api'
        ? { ...incident, poolSize: POOL_OF_THE_RELEASE_BEFORE }
        : incident;
    case 'scale-up':
      return act.deployment === 'payments-api'
        ? { ...incident, pods: Math.ceil(incident.pods * act.factor) }
        : incident;
    case 'restart':
      return act.deployment === 'checkout-api' && isStarved(incident)
        ? { ...incident, restarts: incident.restarts + 1 }
        : incident;
  }
}

function connectionsOf({ poolSize, pods }: Incident): number {
  return Math.min(CAPACITY, poolSize * pods + OTHERS);
}

/** Whether requests of payments-api wait for a database connection. */
function isStarved(incident: Incident): boolean {
  return connectionsOf(incident) >= FULL * CAPACITY || incident.poolSize < LEAST_POOL;
}

/** What the checks of the incident read now, by the short names of their SLXs. */
export function observations(incident: Incident) {
  const starved = isStarved(incident);
  const connections = String(connectionsOf(incident));
  const pods = podsOf(incident);
  const ready = String(pods.filter((pod) => pod.ready).length);
  const failed = starved ? 6073 : 96;
  return {
    'rds-payments-connections': { task: { USED: connections }, sli: { VALUE: connections } },
    'payments-api-db-pool': {
      task: { LOG: JSON.stringify(logOf(incident)) },
      sli: starved ? { GOOD: '5210', TOTAL: '5622' } : { GOOD: '5622', TOTAL: '5622' },
    },
    'payments-api-latency': { task: { SAMPLES_MS: JSON.stringify(starved ? SLOW : FAST) } },
    'checkout-api-pods': {
      task: {
        PODS: JSON.stringify(pods),
        LAST_LOG: starved ? 'startup check failed: payments-api /ready answered 503' : '',
      },
      sli: { GOOD: ready, TOTAL: String(pods.length) },
    },
    'checkout-api-replicas': { task: { AVAILABLE: ready } },
    'checkout-ingress-errors': {
      task: { ERRORS: String(failed) },
      sli: { GOOD: String(48_200 - failed), TOTAL: '48200' },
    },
    'checkout-autoscaler': { task: { CPU_PERCENT: starved ? '143' : '58' } },
    'checkout-namespace-events': { task: { EVENTS: JSON.stringify(eventsOf(starved)) } },
    'sqs-order-events-dlq': {
      task: {
        WAITING: String(incident.deadLetters),
        OLDEST_MINUTES: incident.deadLetters > 0 ? '164' : '0',
      },
    },
  } satisfies Record<string, Observation>;
}

const FAST = [88, 92, 95, 97, 101, 104, 108, 112, 117, 121, 126, 131, 138, 146, 155, 171, 190, 214, 260, 340];
const SLOW = [
  112, 118, 121, 127, 131, 134, 140, 146, 152, 158, 163, 171, 180, 195, 240, 610, 2210, 2480, 2930, 5004,
];

function logOf(incident: Incident): Record<string, number> {
  if (!isStarved(incident)) return { 'INFO request completed': 5622 };
  const full = connectionsOf(incident) >= FULL * CAPACITY;
  return {
    'ERROR pool: timed out after 5000 ms waiting for payments-db (caller checkout-api)': 398,
    ...(full ? { 'ERROR pool: remaining connection slots are reserved (payments-db)': 14 } : {}),
    'INFO request completed': 5210,
  };
}

function eventsOf(starved: boolean) {
  const unschedulable = { reason: 'FailedScheduling', count: 2, object: 'pod/receipt-renderer-0' };
  if (!starved) return [unschedulable];
  return [
    { reason: 'BackOff', count: 85, object: 'pod/checkout-api-6c9f7d5b8-2kq9x' },
    { reason: 'Unhealthy', count: 61, object: 'pod/checkout-api-6c9f7d5b8-b5wzt' },
    unschedulable,
  ];
}

/** A pod as `kubectl get pods` tells of it. */
export interface Pod {
  name: string;
  ready: boolean;
  restarts: number;
  reason: string;
}

const LOOPING = [
  { name: 'checkout-api-6c9f7d5b8-2kq9x', restarts: 23, reason: 'CrashLoopBackOff' },
  { name: 'checkout-api-6c9f7d5b8-7hd4m', restarts: 21, reason: 'CrashLoopBackOff' },
  { name: 'checkout-api-6c9f7d5b8-b5wzt', restarts: 22, reason: 'CrashLoopBackOff' },
  { name: 'checkout-api-6c9f7d5b8-qn8rf', restarts: 19, reason: 'Error' },
];
const STANDING = ['checkout-api-5f4d8c7b6-m2x7p', 'checkout-api-5f4d8c7b6-tz6lk'];

/** The pods of checkout-api; a restart by hand makes those that fail to start fail again. */
function podsOf(incident: Incident): Pod[] {
  const running = (name: string): Pod => ({ name, ready: true, restarts: 0, reason: 'Running' });
  if (!isStarved(incident)) return [...LOOPING.map(({ name }) => name), ...STANDING].map(running);
  const failing = LOOPING.map(({ name, restarts, reason }) => ({
    name,
    ready: false,
    restarts: restarts + 2 * incident.restarts,
    reason,
  }));
  return [...failing, ...STANDING.map(running)];
}
