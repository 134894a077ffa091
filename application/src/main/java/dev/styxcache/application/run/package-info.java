/**
 * The life of a run: {@link dev.styxcache.application.run.RunCoordinator} reads it from top to
 * bottom.
 */
package dev.styxcache.application.run;
