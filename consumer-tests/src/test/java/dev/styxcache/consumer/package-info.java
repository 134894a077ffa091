/** The built jars in processes of their own, as a program that uses the library starts them. */
@NullMarked
package dev.styxcache.consumer;

import org.jspecify.annotations.NullMarked;
