package dev.styxcache.tools.bind;

/** Says which path an input has on the command line: that of the host, or one in a container. */
@FunctionalInterface
public interface InputPlacement {

  /**
   * Places an input. Called once for each use of a file, in the order of the arguments.
   *
   * @param index number of the input in the call, from 0
   * @param input the input
   * @return its path for the tool
   */
  String place(int index, BoundInput input);
}
