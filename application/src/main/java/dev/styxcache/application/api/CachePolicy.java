package dev.styxcache.application.api;

import dev.styxcache.domain.policy.HitPolicy;
import java.util.Map;
import java.util.Set;

/**
 * What counts as the same run, and how strict the cache is.
 *
 * @param envAllowlist the environment variables that are part of the key, with the values that
 *     {@link Runner#environment} has
 * @param extra free fields that are part of the key
 * @param bypassTools tools that are never cached, as {@code package/name}
 * @param inputNames whether the names of input files are part of the key, for tools that read
 *     meaning from them; off, equal content under another name is a hit
 * @param outputs when an entry that lacks a required output may be served. With {@link
 *     HitPolicy#PRESENT_ONLY} a run that does not make one is an error, and nothing is stored
 * @param failures what is done when the cache itself fails
 */
public record CachePolicy(
    Set<String> envAllowlist,
    Map<String, String> extra,
    Set<String> bypassTools,
    boolean inputNames,
    HitPolicy outputs,
    CacheFailures failures) {

  /** Copies the collections. */
  public CachePolicy {
    envAllowlist = Set.copyOf(envAllowlist);
    extra = Map.copyOf(extra);
    bypassTools = Set.copyOf(bypassTools);
  }

  /**
   * The policy of Python's {@code styxcache}: no variable and no further field is part of the key,
   * every tool is cached, and nothing that is wrong with the cache stops a run.
   *
   * @return the policy
   */
  public static CachePolicy defaults() {
    return new CachePolicy(
        Set.of(), Map.of(), Set.of(), false, HitPolicy.ABSENT_IS_KNOWN, CacheFailures.WARN);
  }

  /**
   * With other variables in the key.
   *
   * @param names the variables
   * @return the policy
   */
  public CachePolicy withEnvAllowlist(Set<String> names) {
    return new CachePolicy(names, extra, bypassTools, inputNames, outputs, failures);
  }

  /**
   * With other free fields in the key.
   *
   * @param fields the fields
   * @return the policy
   */
  public CachePolicy withExtra(Map<String, String> fields) {
    return new CachePolicy(envAllowlist, fields, bypassTools, inputNames, outputs, failures);
  }

  /**
   * With another deny-list.
   *
   * @param tools tools that are never cached, as {@code package/name}
   * @return the policy
   */
  public CachePolicy withBypassTools(Set<String> tools) {
    return new CachePolicy(envAllowlist, extra, tools, inputNames, outputs, failures);
  }

  /**
   * With or without the names of input files in the key.
   *
   * @param inKey whether they are part of it
   * @return the policy
   */
  public CachePolicy withInputNames(boolean inKey) {
    return new CachePolicy(envAllowlist, extra, bypassTools, inKey, outputs, failures);
  }

  /**
   * With another rule for outputs that are missing.
   *
   * @param rule the rule
   * @return the policy
   */
  public CachePolicy withOutputs(HitPolicy rule) {
    return new CachePolicy(envAllowlist, extra, bypassTools, inputNames, rule, failures);
  }

  /**
   * With another answer to failures of the cache.
   *
   * @param answer what is done
   * @return the policy
   */
  public CachePolicy withFailures(CacheFailures answer) {
    return new CachePolicy(envAllowlist, extra, bypassTools, inputNames, outputs, answer);
  }
}
