/**
 * What the use cases need of the world. Each port is an interface with a contract, and has one
 * abstract contract suite that every adapter passes.
 */
package dev.styxcache.application.port;
