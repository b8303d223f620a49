/** `skills/list`: the skills of working directories. */
import path from "node:path";
import { type ClientParams, type ClientResult, RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { Runtime } from "@codex-ts/runtime";
import type { MethodHandler } from "../method-context.ts";

type Found = Awaited<ReturnType<Runtime["skills"]["list"]>>[number];
type Shown = ClientResult<"skills/list">["data"][number];

/** Answers from memory unless the client wants a new search; without folders for the server's own. */
export const skillsList: MethodHandler<"skills/list"> = async ({ runtime }, params, signal) => {
  const cwds = params.cwds?.length ? params.cwds : [runtime.options.cwd];
  const extra = extraFolders(params, cwds);
  const wanted = {
    cwds,
    forceReload: params.forceReload ?? false,
    extraUserFolders: (cwd: string) => extra.get(cwd) ?? [],
  };
  return { data: (await runtime.skills.list(wanted, signal)).map(toShown) };
};

/** What is named for folders that are not asked for does not matter, whatever it is. */
function extraFolders(
  { perCwdExtraUserRoots }: ClientParams<"skills/list">,
  cwds: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const named = (perCwdExtraUserRoots ?? []).filter(({ cwd }) => cwds.includes(cwd));
  const relative = named.flatMap(({ extraUserRoots }) => extraUserRoots).find((at) => !path.isAbsolute(at));
  if (relative !== undefined) {
    const message = `skills/list perCwdExtraUserRoots extraUserRoots paths must be absolute: ${relative}`;
    throw new RpcError(RPC_ERROR.invalidRequest, message);
  }
  const folders = new Map<string, readonly string[]>();
  for (const { cwd, extraUserRoots } of named) {
    folders.set(cwd, [...(folders.get(cwd) ?? []), ...extraUserRoots]);
  }
  return folders;
}

function toShown({ cwd, skills, errors }: Found): Shown {
  return {
    cwd,
    skills: skills.map(({ short_description, interface: look, dependencies, ...skill }) => ({
      ...skill,
      ...(short_description == null ? {} : { shortDescription: short_description }),
      ...(look ? { interface: toInterface(look) } : {}),
      ...(dependencies ? { dependencies } : {}),
    })),
    errors,
  };
}

function toInterface(look: NonNullable<Found["skills"][number]["interface"]>) {
  return {
    displayName: look.display_name ?? null,
    shortDescription: look.short_description ?? null,
    iconSmall: look.icon_small ?? null,
    iconLarge: look.icon_large ?? null,
    brandColor: look.brand_color ?? null,
    defaultPrompt: look.default_prompt ?? null,
  };
}
