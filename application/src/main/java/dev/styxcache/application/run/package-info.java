/**
 * The steps of a run through the cache; start reading at {@link
 * dev.styxcache.application.run.RunCoordinator}.
 */
package dev.styxcache.application.run;
