import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** nginx in front of the copies, each request to the next one. */
export interface Balancer {
  /** Port of the copy that answered, for each request that has ended, oldest first. */
  answeredBy(): Promise<number[]>;
  stop(): Promise<void>;
}

/** A port that was free a moment ago: the copies must know the address before nginx listens on it. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts nginx on the port; resolves when it listens. */
export async function startBalancer(port: number, copies: readonly number[]): Promise<Balancer> {
  const folder = await mkdtemp(join(tmpdir(), 'balancer-'));
  const log = join(folder, 'access.log');
  await writeFile(join(folder, 'nginx.conf'), configuration(folder, port, copies));
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')];
  const nginx = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(nginx, 'exit');
  for (let tries = 0; !(await answers(port)); tries++) {
    if (nginx.exitCode !== null || tries === 200) {
      throw new Error(`nginx does not listen: ${await readFile(join(folder, 'error.log'), 'utf8')}`);
    }
    await sleep(25);
  }
  await writeFile(log, '');
  return {
    answeredBy: async () =>
      [...(await readFile(log, 'utf8')).matchAll(/^127\.0\.0\.1:(\d+)/gm)].map(([, copy]) => Number(copy)),
    stop: async () => {
      nginx.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const reply = await fetch(`http://127.0.0.1:${port}/livez`).catch(() => undefined);
  return reply !== undefined;
}

/**
 * As docs/remote.md recommends: nothing buffered, long reads, and nginx's default for a lost copy, which sends a
 * POST to the next one only where the first never received it.
 */
const configuration = (folder: string, port: number, copies: readonly number[]) => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events {}
http {
  log_format copy '$upstream_addr $request_method $uri $status';
  access_log ${folder}/access.log copy;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  upstream copies {
${copies.map((copy) => `    server 127.0.0.1:${copy};`).join('\n')}
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://copies;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Connection "";
      proxy_buffering off;
      proxy_request_buffering off;
      proxy_read_timeout 3600s;
    }
  }
}
`;
