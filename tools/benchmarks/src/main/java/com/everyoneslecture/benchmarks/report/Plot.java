package com.everyoneslecture.benchmarks.report;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** The common style of all plots: readable on a white and on a black page, and for readers with colour blindness. */
final class Plot {

    static final int WIDTH = 1100;
    static final int HEIGHT = 480;

    /** Twice the density of a plain screen, so that plots are sharp on a fine one. */
    private static final int DOTS_PER_INCH = 144;

    /** Okabe and Ito's colours. */
    static final List<Color> COLORS = List.of(
            new Color(0x999999),
            new Color(0x0072B2),
            new Color(0xE69F00),
            new Color(0xD55E00),
            new Color(0x56B4E9),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xF0E442),
            new Color(0x000000));

    private static final Color INK = new Color(0x24292F);

    private Plot() {}

    static void style(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(new Color(0xDDDDDD));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setChartFontColor(INK);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setAxisTickLabelsColor(INK);
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    }

    static Path write(IChart chart, Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(name + ".png");
        BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG, DOTS_PER_INCH);
        return file;
    }
}
