/**
 * The launcher's instructions: what `vm-x64.s` and `vm-arm64.s` assemble to. The test beside this file
 * assembles them again and compares.
 */

/** Processors that the launcher exists for, by the name that Node gives them. */
export type LauncherArch = "x64" | "arm64";

const HEX: Readonly<Record<LauncherArch, readonly string[]>> = {
  x64: [
    "488b04244883f8030f8217010000488d4c2418488d54c410488b5c24104889de4889df0fb60684c07439440fb6460141",
    "89c141c1e906478d0cc983e00f4401c84589c141c1e906478d0cc94183e00f4501c8c1e0044409c0880748ffc74883c6",
    "02ebc048890b488953084c8b63104901dc4883ec304889e54d8b7424384531ed4b8b44ec084d0fa3ee73034801d8418d",
    "4d08490fa3ce7304488b04c34a8944ed0041ffc54183fd0672d6488b7d00488b7508488b55104c8b55184c8b45204c8b",
    "4d28498b04244883f8ff74164883f8fe74040f05eb0f31c04839f7740848ffc8eb034889f84489f1c1e91081e1ff0000",
    "007404488904cb483d01f0ffff721d488943284c89e14829d948894b3049c1ee20410fb7ce48c1e1064901cc4983c440",
    "e953ffffffbf7d000000b8e70000000f05",
  ],
  arm64: [
    "e00340f91f0c00f123080054e9630091ea6f208b4a410091f30b40f9e10313aae20313aa23004039c301003424044039",
    "657c0653a50c050b630c00126300050b857c0653a50c050b840c00128400050b8310032a4314003821080091f2ffff17",
    "692a00a9740a40f99402138bffc300d1f6030091951e40f9892200910a0080d22b796af8ac26ca9a4c0000366b01138b",
    "4c0040366b7a6bf8cb7a2af84a0500915f1900f1e3feff54c00640a9c20e41a9c41642a9880240f91f0500b1e0000054",
    "1f0900b160000054010000d4030000141f0001ebe0039fdaab5e50d34b0000b4607a2bf8ccff81921f000cebc3000054",
    "601600f98b0213cb6b1a00f9abbe60d3941a0b8b94020191dbffff17a00f80d2c80b80d2010000d4",
  ],
};

/** The instructions for one processor. */
export function machineCode(arch: LauncherArch): Buffer {
  return Buffer.from(HEX[arch].join(""), "hex");
}

/** True for a processor that the launcher exists for. */
export function isLauncherArch(arch: string): arch is LauncherArch {
  return Object.hasOwn(HEX, arch);
}
