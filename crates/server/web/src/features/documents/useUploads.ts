import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { apiPath, uploadFile } from "../../shared/api/client";
import { keys } from "../../shared/api/keys";

export type Upload = { id: number; name: string } & (
  | { state: "waiting" | "stored" | "duplicate" }
  | { state: "sending"; share: number }
  | { state: "failed"; error: unknown }
);

/**
 * Uploads files one after the other, each in a request of its own: a file that is refused (too large, broken
 * connection) costs only itself, and its result can be told apart.
 */
export function useUploads(caseId: string) {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const nextId = useRef(1);
  const queue = useRef(Promise.resolve());

  function replace(changed: Upload) {
    setUploads((all) => all.map((upload) => (upload.id === changed.id ? changed : upload)));
  }

  async function sendOne(id: number, file: File) {
    const { name } = file;
    replace({ id, name, state: "sending", share: 0 });
    try {
      const path = apiPath("cases", caseId, "files");
      const [stored] = await uploadFile(path, file, (share) => replace({ id, name, state: "sending", share }));
      replace({ id, name, state: stored?.duplicate ? "duplicate" : "stored" });
    } catch (error) {
      replace({ id, name, state: "failed", error });
    }
    void client.invalidateQueries({ queryKey: keys.progress(caseId) });
    void client.invalidateQueries({ queryKey: keys.files(caseId) });
    void client.invalidateQueries({ queryKey: keys.caseItem(caseId) });
  }

  function add(files: File[]) {
    const added = files.map((file) => ({ id: nextId.current++, file }));
    setUploads((all) => [...all, ...added.map(({ id, file }): Upload => ({ id, name: file.name, state: "waiting" }))]);
    for (const { id, file } of added) queue.current = queue.current.then(() => sendOne(id, file));
  }

  return { uploads, add };
}
