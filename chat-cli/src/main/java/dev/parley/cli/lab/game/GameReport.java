package dev.parley.cli.lab.game;

import java.time.Duration;

/**
 * How a game went.
 *
 * @param ticks how many steps were made
 * @param missed how many were left out because the server was late by more than a step
 * @param latest how late the latest step was
 * @param players how many are on the field
 * @param joined how many ever entered
 * @param restarts how many sessions failed and began anew
 * @param commands how many commands were carried out
 * @param tooFast how many were refused because nobody can run so fast
 * @param unseen how many times a session had no room for a snapshot
 * @param score how many coins those on the field have picked up
 */
public record GameReport(
    long ticks,
    long missed,
    Duration latest,
    int players,
    long joined,
    long restarts,
    long commands,
    long tooFast,
    long unseen,
    long score) {}
