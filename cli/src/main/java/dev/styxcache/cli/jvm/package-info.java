/** Changes to the JVM that the launcher has started. */
@org.jspecify.annotations.NullMarked
package dev.styxcache.cli.jvm;
