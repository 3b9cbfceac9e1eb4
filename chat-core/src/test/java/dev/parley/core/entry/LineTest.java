package dev.parley.core.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LineTest {
  @Test
  void equals_ofUndecodableLines_comparesTheBytes() {
    var line = new Line.Undecodable("\\xff", new byte[] {-1});
    assertThat(line)
        .isEqualTo(new Line.Undecodable("\\xff", new byte[] {-1}))
        .hasSameHashCodeAs(new Line.Undecodable("\\xff", new byte[] {-1}))
        .isNotEqualTo(new Line.Undecodable("\\xff", new byte[] {-2}))
        .isNotEqualTo(new Line.Undecodable("?", new byte[] {-1}))
        .isNotEqualTo(new Line.Text("\\xff"));
  }
}
