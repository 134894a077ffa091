package dev.styxcache.adapter.runner.container;

/**
 * Who runs this process.
 *
 * @param uid the number of the user
 * @param gid the number of the group
 */
public record ContainerUser(int uid, int gid) {

  /**
   * Whether it is the administrator.
   *
   * @return whether the user's number is 0
   */
  public boolean isRoot() {
    return uid == 0;
  }

  /**
   * As engines are told it.
   *
   * @return such as {@code 1000:1000}
   */
  public String option() {
    return uid + ":" + gid;
  }
}
