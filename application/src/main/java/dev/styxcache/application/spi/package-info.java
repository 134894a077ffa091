/**
 * What an adapter implements. Each port is an interface with a contract, and has one abstract
 * contract suite in {@code styxcache-testing} that every adapter passes.
 */
package dev.styxcache.application.spi;
