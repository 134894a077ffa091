/**
 * The configuration: which settings there are, where their values can come from, and which of them
 * holds. It is read here and nowhere else.
 */
package dev.styxcache.configuration;
