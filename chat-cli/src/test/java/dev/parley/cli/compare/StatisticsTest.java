package dev.parley.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {

  @ParameterizedTest
  @CsvSource({"0.5, 50", "0.99, 99", "0.999, 100", "1, 100", "0.001, 1"})
  void percentile_isTheNearestRank(double share, long value) {
    var sorted = LongStream.rangeClosed(1, 100).toArray();
    assertThat(Statistics.percentile(sorted, share)).isEqualTo(value);
  }

  @Test
  void percentile_ofOne_isThat() {
    assertThat(Statistics.percentile(new long[] {7}, 0.5)).isEqualTo(7);
    assertThat(Statistics.percentile(new long[] {7}, 0.999)).isEqualTo(7);
  }

  @Test
  void median_isTheMiddle_orTheMeanOfTwo() {
    assertThat(Statistics.median(List.of(3.0, 1.0, 100.0))).isEqualTo(3);
    assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3);
    assertThat(Statistics.median(List.of(5.0))).isEqualTo(5);
  }
}
