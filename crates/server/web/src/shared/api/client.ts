import { ApiError, parseErrorBody } from "./errors";
import { readToken, refuseToken } from "./token";
import type { UploadedFile } from "./types";

const API_ROOT = "/api/v1";

/** Joins path segments, each escaped, so an id or a name can never leave its place in the path. */
export function apiPath(...segments: (string | number)[]): string {
  return [API_ROOT, ...segments.map((segment) => encodeURIComponent(segment))].join("/");
}

/** Sends one request with the tab's token; every failure comes back as `ApiError`. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const { token } = readToken();
  const headers = new Headers(init.headers);
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw ApiError.unreachable();
  }
  if (response.ok) return response;
  if (response.status === 401) refuseToken(token);
  throw parseErrorBody(response.status, await response.text(), response.headers.get("x-request-id"));
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, signal ? { signal } : {});
  return readJson<T>(response);
}

export async function getBlob(path: string, signal?: AbortSignal): Promise<Blob> {
  const response = await send(path, signal ? { signal } : {});
  return response.blob();
}

export async function postJson<T>(path: string, body: unknown): Promise<T> {
  return readJson<T>(await send(path, jsonBody(body)));
}

export async function post(path: string, body: unknown = {}): Promise<void> {
  await send(path, jsonBody(body));
}

export async function remove(path: string): Promise<void> {
  await send(path, { method: "DELETE" });
}

export function jsonBody(body: unknown): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

async function readJson<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw ApiError.unreadable(response.status, response.headers.get("x-request-id"));
  }
}

/**
 * Uploads one file. By XMLHttpRequest, since `fetch` tells nothing about bytes sent, and a scanned dossier of some
 * hundred megabytes needs a progress bar.
 */
export function uploadFile(path: string, file: File, onSent: (share: number) => void): Promise<UploadedFile[]> {
  const { token } = readToken();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    if (token !== null) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onSent(event.loaded / event.total);
    };
    request.onerror = () => reject(ApiError.unreachable());
    request.onload = () => {
      const requestId = request.getResponseHeader("x-request-id");
      if (request.status === 401) refuseToken(token);
      if (request.status < 200 || request.status >= 300) {
        reject(parseErrorBody(request.status, request.responseText, requestId));
        return;
      }
      try {
        resolve((JSON.parse(request.responseText) as { files: UploadedFile[] }).files);
      } catch {
        reject(ApiError.unreadable(request.status, requestId));
      }
    };
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}
