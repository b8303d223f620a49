import type { Project } from "../layers/project.ts";
import type { RawConfig } from "../raw/config-table.ts";
import type { ProjectSettings } from "../resolved-config.ts";

/** Bytes of project documents that reach the model unless the settings say otherwise. */
const DEFAULT_DOC_BYTES = 32 * 1024;

/** The project around cwd, and what is read of its documents. */
export function resolveProject(raw: RawConfig, project: Project): ProjectSettings {
  const names = (raw.project_doc_fallback_filenames ?? []).map((name) => name.trim());
  return {
    root: project.root,
    gitRoot: project.gitRoot,
    rootMarkers: project.rootMarkers,
    trust: project.trust,
    trustKey: project.trustKey,
    docMaxBytes: raw.project_doc_max_bytes ?? DEFAULT_DOC_BYTES,
    docFallbackNames: names.filter((name) => name !== ""),
  };
}
