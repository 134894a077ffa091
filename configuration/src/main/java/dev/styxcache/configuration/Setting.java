package dev.styxcache.configuration;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** All settings, in the order of the output of {@code styxcache config}. */
public enum Setting {
  /** Where the entries are. */
  CACHE_DIR("cache.dir", Kind.DIRECTORY),
  /** How the cache is used. */
  CACHE_MODE("cache.mode", Kind.CHOICE, "read-write|read-only|refresh|off"),
  /** Who else uses the cache directory. */
  CACHE_SHARED("cache.shared", Kind.CHOICE, "none|group"),
  /** Which kind of store keeps the entries. */
  STORE_TYPE("store.type", Kind.NAME),
  /** What is done when the cache itself fails. */
  STORE_ON_ERROR("store.on_error", Kind.CHOICE, "warn|fail"),
  /** The bucket of the S3 store. */
  STORE_S3_BUCKET("store.s3.bucket", Kind.BUCKET),
  /** What all names in the bucket begin with. */
  STORE_S3_PREFIX("store.s3.prefix", Kind.PREFIX),
  /** The region of the bucket. */
  STORE_S3_REGION("store.s3.region", Kind.NAME),
  /** The server, where it is not Amazon's. */
  STORE_S3_ENDPOINT("store.s3.endpoint", Kind.ENDPOINT),
  /** Whether the bucket is part of the path rather than of the host's name. */
  STORE_S3_PATH_STYLE("store.s3.path_style", Kind.FLAG),
  /** Whether new entries are uploaded. */
  STORE_S3_PUSH("store.s3.push", Kind.FLAG),
  /** How the server is to encrypt what it keeps. */
  STORE_S3_SSE("store.s3.sse", Kind.CHOICE, "none|AES256|aws:kms|aws:kms:dsse"),
  /** The key of the key management service that encrypts. */
  STORE_S3_KMS_KEY("store.s3.kms_key", Kind.NAME),
  /** After how many days without use the bucket's lifecycle rule deletes. */
  STORE_S3_EXPIRE_DAYS("store.s3.expire_days", Kind.DAYS),
  /** How long it may take to reach the server. */
  STORE_S3_CONNECT_TIMEOUT("store.s3.connect_timeout", Kind.TIMEOUT),
  /** How long the server may be silent. */
  STORE_S3_READ_TIMEOUT("store.s3.read_timeout", Kind.TIMEOUT),
  /** For how long a bucket that failed is left alone. */
  STORE_S3_RETRY_AFTER("store.s3.retry_after", Kind.SECONDS),
  /** How many requests may be under way at once. */
  STORE_S3_PARALLEL("store.s3.parallel", Kind.PARALLEL),
  /** What digests files. */
  HASH_IMPLEMENTATION("hash.implementation", Kind.NAME),
  /** Whether digests are remembered from one process to the next. */
  HASH_MEMO("hash.memo", Kind.FLAG),
  /** Where they are. */
  HASH_MEMO_DIR("hash.memo_dir", Kind.DIRECTORY),
  /** What runs the tools. */
  RUNNER_TYPE("runner.type", Kind.NAME),
  /** Where runs that do not go through the cache put their outputs. */
  RUNNER_DATA_DIR("runner.data_dir", Kind.DIRECTORY),
  /** Images to use in place of others. */
  RUNNER_IMAGE_OVERRIDES("runner.image_overrides", Kind.TEXT_MAP),
  /** Further arguments for the container engine. */
  RUNNER_EXTRA_ARGS("runner.extra_args", Kind.TEXTS),
  /** The container engine's executable, where it is not the usual one. */
  RUNNER_EXECUTABLE("runner.executable", Kind.NAME),
  /** What is done about a container image that is not there. */
  RUNNER_PULL("runner.pull", Kind.CHOICE, "never|missing"),
  /** What tools in containers can reach. */
  RUNNER_NETWORK("runner.network", Kind.CHOICE, "usual|none"),
  /** How much memory a tool in a container may use. */
  RUNNER_MEMORY("runner.memory", Kind.NAME),
  /** How many processors a tool in a container may use. */
  RUNNER_CPUS("runner.cpus", Kind.NAME),
  /** Variables of the environment that the tools are given. */
  RUNNER_ENVIRON("runner.environ", Kind.VARIABLES),
  /** What hides undeclared files from tools on this machine. */
  RUNNER_SANDBOX("runner.sandbox", Kind.CHOICE, "none|bubblewrap"),
  /** Where the software of this machine is, beside the system's directories. */
  RUNNER_SOFTWARE_DIRS("runner.software_dirs", Kind.DIRECTORIES),
  /** How an image's tag becomes a digest. */
  POLICY_IMAGE_DIGEST(
      "policy.image_digest", Kind.CHOICE, "auto|registry|trust-tag|docker|podman|singularity"),
  /** The lock file of images. */
  POLICY_IMAGE_LOCK("policy.image_lock", Kind.NAME),
  /** For how long the answer about an image is good. */
  POLICY_IMAGE_DIGEST_TTL("policy.image_digest_ttl", Kind.SECONDS),
  /** Variables of the environment that are part of the key. */
  POLICY_ENV_ALLOWLIST("policy.env_allowlist", Kind.VARIABLE_NAMES),
  /** Arguments of the container engine that cannot change a result. */
  POLICY_UNKEYED_ARGS("policy.unkeyed_args", Kind.TEXTS),
  /** Tools that are never cached. */
  POLICY_BYPASS_TOOLS("policy.bypass_tools", Kind.TOOLS),
  /** What is done about files that a command names and nobody declared. */
  POLICY_UNDECLARED("policy.undeclared", Kind.CHOICE, "warn|fail|declare"),
  /** Whether the names of input files are part of the key. */
  POLICY_INPUT_NAMES("policy.input_names", Kind.FLAG),
  /** Free fields that are part of the key. */
  POLICY_EXTRA("policy.extra", Kind.TEXT_MAP),
  /** Catalogues of descriptors, the first to be asked first. */
  TOOLS_CATALOGS("tools.catalogs", Kind.DIRECTORIES),
  /** Where the indexes of catalogues are. */
  TOOLS_INDEX_DIR("tools.index_dir", Kind.DIRECTORY);

  /** What the names of all variables of the environment begin with. */
  static final String VARIABLE_PREFIX = "STYXCACHE_";

  private final String fullName;
  private final Kind kind;

  /** The values that it can have, with bars between them; empty where it can have any. */
  private final String choices;

  Setting(String fullName, Kind kind) {
    this(fullName, kind, "");
  }

  Setting(String fullName, Kind kind, String choices) {
    this.fullName = fullName;
    this.kind = kind;
    this.choices = choices;
  }

  /**
   * Its name with its section.
   *
   * @return such as {@code cache.dir}
   */
  public String fullName() {
    return fullName;
  }

  /**
   * The table that it stands in.
   *
   * @return such as {@code cache}
   */
  public String section() {
    return fullName.substring(0, fullName.lastIndexOf('.'));
  }

  /**
   * Its name within its table.
   *
   * @return such as {@code dir}
   */
  public String key() {
    return fullName.substring(fullName.lastIndexOf('.') + 1);
  }

  /**
   * The variable of the environment that sets it.
   *
   * @return such as {@code STYXCACHE_CACHE_DIR}
   */
  public String variable() {
    return VARIABLE_PREFIX + fullName.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  Kind kind() {
    return kind;
  }

  List<String> choices() {
    return List.of(choices.split("\\|"));
  }

  static Optional<Setting> named(String fullName) {
    return Arrays.stream(values()).filter(setting -> setting.fullName.equals(fullName)).findFirst();
  }

  static Set<String> sections() {
    Set<String> sections = new LinkedHashSet<>();
    for (Setting setting : values()) {
      sections.add(setting.section());
    }
    return sections;
  }
}
