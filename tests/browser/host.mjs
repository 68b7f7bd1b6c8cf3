// A host as sites have them: folders served by host name, compressed, under a strict security policy.

import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, extname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** What the theme promises to hold under: its README names the same policy. */
export const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The file of an address: a folder's is its index.html. */
export function fileOf(folder, path) {
  const decoded = decodeURIComponent(path.split("?")[0]);
  return join(folder, decoded.endsWith("/") ? `${decoded}index.html` : decoded);
}

/** Brotli as a host does it with files that it compresses once. */
export const brotli = (bytes) => brotliCompressSync(bytes).length;

/** The bytes that an answer takes, its headers reckoned at 300. */
export const weigh = (folder, path) => gzipSync(readFileSync(fileOf(folder, path))).length + 300;

/** With this in its address a page comes bit by bit, as over a bad line, and what it asks for comes late. */
export const SLOWLY = "?slowly";
const PIECE = { bytes: 1200, every: 20 };

/** Sends a page in pieces small enough to cut through any of its parts, between two tags. */
async function trickle(response, bytes) {
  for (let at = 0, end; at < bytes.length; at = end) {
    const tag = bytes.lastIndexOf("<", at + PIECE.bytes);
    end = tag > at && at + PIECE.bytes < bytes.length ? tag : at + PIECE.bytes;
    response.write(bytes.subarray(at, end));
    await pause(PIECE.every);
  }
  response.end();
}

/** Serves `folders` (host name to folder) on a free port of this machine. */
export async function serve(folders) {
  const server = createServer(async (request, response) => {
    const folder = folders[request.headers.host.split(":")[0]];
    let status = 200;
    let path = fileOf(folder, request.url);
    let bytes = await readFile(path).catch(() => null);
    if (!bytes) {
      status = 404;
      path = join(folder, "404.html");
      bytes = await readFile(path).catch(() => Buffer.from(""));
    }
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    const headers = { "content-type": type, "content-security-policy": POLICY, "cache-control": "no-store" };
    if (request.url.endsWith(SLOWLY)) return trickle(response.writeHead(status, headers), bytes);
    if (request.headers.referer?.endsWith(SLOWLY) && !type.startsWith("text/css")) await pause(6 * PIECE.every);
    if (!["image/png", "font/woff2"].includes(type)) {
      headers["content-encoding"] = "gzip";
      bytes = gzipSync(bytes);
    }
    headers["content-length"] = bytes.length;
    response.writeHead(status, headers).end(bytes);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { port: server.address().port, close: () => server.closeAllConnections?.() ?? server.close() };
}
