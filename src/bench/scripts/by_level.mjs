// Makes the folders of a manifest of paths, level by level, as a script for Node.js would.
//
// usage: by_level.mjs MANIFEST CALLS_IN_FLIGHT
//
// One name a call, connections kept alive, nothing written down. The environment names the API and the token.

import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const [manifest, most] = [process.argv[2], Number(process.argv[3])];
const agent = new Agent({ keepAlive: true, maxSockets: most });
const url = new URL('/upload/v1/oss/file/mkdir', process.env.PANTREE_BASE_URL);
const headers = {
  Platform: 'open_platform',
  'Content-Type': 'application/json',
  Authorization: `Bearer ${process.env.PANTREE_ACCESS_TOKEN}`,
};

/** The folders of each level, with the parents that no row names. */
function levels() {
  const [header, ...rows] = readFileSync(manifest, 'utf8').trim().split(/\r?\n/);
  const column = header.split(',').indexOf('path');
  const found = [];
  for (const row of rows) {
    const names = row.split(',')[column].replace(/^\/|\/$/g, '').split('/');
    names.forEach((name, depth) => {
      found[depth] ??= new Set();
      found[depth].add(names.slice(0, depth + 1).join('/'));
    });
  }
  return found;
}

function post(body) {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers }, response => {
      const parts = [];
      response.on('data', part => parts.push(part));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(parts))));
    });
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}

const ids = new Map([['', '']]);

async function mkdir(path) {
  const slash = path.lastIndexOf('/');
  const body = { name: path.slice(slash + 1), parentID: ids.get(path.slice(0, Math.max(slash, 0))), type: 1 };
  for (;;) {
    const answer = await post(body);
    if (answer.code === 0) {
      ids.set(path, answer.data.list[0].dirID);
      return;
    }
    if (answer.code !== 429) {
      throw new Error(`${path}: ${JSON.stringify(answer)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}

for (const level of levels()) {
  const left = [...level];
  const worker = async () => {
    while (left.length > 0) {
      await mkdir(left.pop());
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
}
agent.destroy();
