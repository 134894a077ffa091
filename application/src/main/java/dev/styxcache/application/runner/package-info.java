/** The runner that wrappers use when they are given none. */
package dev.styxcache.application.runner;
