/** A decorator around any local store: a time limit for file systems that may hang. */
package dev.styxcache.application.store;
