/**
 * The ports that adapters implement. Each port is an interface with a contract; {@code
 * styxcache-testing} has one abstract contract suite for it that every adapter passes.
 */
package dev.styxcache.application.spi;
