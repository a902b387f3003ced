/** One file of an image that the recipe's folder holds. */
export interface RecipeFile {
  /** Absolute path inside the image. */
  path: string;
  /** File name inside the recipe's folder. */
  source: string;
  /** Permission bits; 0o644 without it. */
  mode?: number;
}

/** The OCI image configuration, as far as recipes set it. */
export interface ImageConfig {
  Entrypoint?: string[];
  Cmd?: string[];
  Env?: string[];
  User: string;
  WorkingDir?: string;
  ExposedPorts?: Record<string, Record<string, never>>;
  Volumes?: Record<string, Record<string, never>>;
  StopSignal?: string;
}

/** What a recipe's own steps may use. */
export interface BuildContext {
  /** Root file system under construction. */
  root: string;
  /** Folder of the recipe's own files. */
  source: string;
  /** Empty folder for downloads, removed after the build. */
  work: string;
}

/** How one image is made: packages, files, then the recipe's own steps. */
export interface Recipe {
  /** Short name, also the folder that holds the recipe. */
  name: string;
  /** Repository below the registry, the one of the official image where there is one. */
  repository: string;
  /** Tag that the program deploys. */
  tag: string;
  /** Package whose upstream version the tag states; the tag that this version asks for. */
  version?: { package: string; tag: (upstream: string) => string };
  /** Debian packages, with everything they depend on. */
  packages: string[];
  /** Packages that those depend on and the image does without. */
  absent?: string[];
  /** The user that the image runs as. */
  user: { name: string; uid: number };
  /** Folders that the user owns. */
  folders?: string[];
  files?: RecipeFile[];
  /** Paths below the root to delete, as shell patterns. */
  remove?: string[];
  /** Whether the certificates of the public authorities are put in. */
  certificates?: boolean;
  finish?: (context: BuildContext) => Promise<void>;
  config: ImageConfig;
  /** Seconds a build takes on two cores with an empty cache. */
  expected: number;
}

/** An image in the cache, ready to be pushed. */
export interface BuiltImage {
  name: string;
  repository: string;
  /** Tags it goes by: the one the program deploys, and the one of its real version where Debian moved on. */
  tags: string[];
  /** Manifest digest, `sha256:…`. */
  digest: string;
  /** Bytes of the file system, uncompressed. */
  size: number;
  /** Folder in the OCI image layout. */
  layout: string;
}
