/** The test kit for JUnit, which the program that uses this package brings along. */
package dev.parley.core.testkit.junit;
