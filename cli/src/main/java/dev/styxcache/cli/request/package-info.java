/** The request: the call of a tool as JSON, for callers in any language. */
package dev.styxcache.cli.request;
