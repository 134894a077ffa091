/**
 * Running tools through the cache: {@link dev.styxcache.application.run.CachingRunner} is the way
 * in. A run is planned when its first output path is asked for, served by a hit or carried out as a
 * miss, and reported.
 */
package dev.styxcache.application.run;
