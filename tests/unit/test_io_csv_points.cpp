#include "io/csv_points.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>

#include "test_io_files.hpp"

namespace maillage::io {
namespace {

CsvPoints stream_of(const std::string& text, std::size_t batch_bytes, std::size_t most_a_read = 1000) {
    const auto reads = [=, at = std::size_t{0}](char* to, std::size_t count) mutable {
        count = std::min({count, text.size() - at, most_a_read});
        std::memcpy(to, text.data() + at, count);
        at += count;
        return count;
    };
    return {reads, text.size(), "f.csv", batch_bytes};
}

struct Row {
    std::size_t number;
    std::vector<std::string> cells;
    bool unusable;  ///< malformed or blank
    friend bool operator==(const Row&, const Row&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Row& row) {
        return out << row.number << ' ' << testing::PrintToString(row.cells) << (row.unusable ? " unusable" : "");
    }
};

/// What a stream gives, or the words of its error.
struct Read {
    std::vector<std::string> columns;
    std::vector<Row> rows;
    std::string error;
    friend bool operator==(const Read&, const Read&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Read& read) {
        return out << testing::PrintToString(read.columns) << testing::PrintToString(read.rows) << read.error;
    }
};

Read streamed(const std::string& text, std::size_t batch_bytes, std::size_t most_a_read) {
    Read read;
    std::string back;
    try {
        CsvPoints points = stream_of(text, batch_bytes, most_a_read);
        back = points.top();
        read.columns = points.heading().columns;
        points.use_columns(0, read.columns.size() - 1);
        while (std::optional<PointBatch> batch = points.next()) {
            points.part(*batch);
            back += batch->text;
            for (std::size_t i = 0; i < batch->rows.size(); ++i) {
                read.rows.push_back({batch->rows[i], points.cells(*batch, i),
                                     batch->faults[i] == Fault::malformed || batch->faults[i] == Fault::blank});
            }
        }
        EXPECT_EQ(back, text);
    } catch (const InputError& error) {
        read.error = error.said().en;
        read.rows.clear();
        read.columns.clear();
    }
    return read;
}

Read whole(const std::string& text) {
    Read read;
    try {
        const Layer layer = read_csv(text, "f.csv");
        read.columns = layer.columns;
        for (const LayerRow& row : layer.rows) {
            read.rows.push_back({row.number, row.cells, row.malformed});
        }
    } catch (const InputError& error) {
        read.error = error.said().en;
    }
    return read;
}

/// Malformed rows are cut by read_csv, not by a stream.
Read without_cells_of_unusable(Read read) {
    for (Row& row : read.rows) {
        row.cells = row.unusable ? std::vector<std::string>{} : row.cells;
    }
    return read;
}

TEST(IoCsvPoints, ReadsWhatReadCsvReadsWhateverTheBatches) {
    std::mt19937 random(4180);
    const std::vector<std::string> bits{"a", "1", "\"", "\"", "\"\"", ",", ",", "\n", "\n", "\r\n", "\r", " ", "é", "\xA0"};
    std::uniform_int_distribution<std::size_t> any_bit(0, bits.size() - 1);
    std::uniform_int_distribution<std::size_t> any_length(0, 40);
    std::uniform_int_distribution<std::size_t> any_size(1, 30);
    int with_rows = 0;
    int refused = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string text = "\"lon\",nom,lat\n1,b,2\n";
        for (std::size_t k = any_length(random); k > 0; --k) {
            text += bits[any_bit(random)];
        }
        const Read expected = without_cells_of_unusable(whole(text));
        ASSERT_EQ(without_cells_of_unusable(streamed(text, any_size(random), any_size(random))), expected)
            << testing::PrintToString(text);
        with_rows += expected.rows.size() > 3 ? 1 : 0;
        refused += expected.error.empty() ? 0 : 1;
    }
    EXPECT_GT(with_rows, 3000);
    EXPECT_GT(refused, 1000);
}

TEST(IoCsvPoints, TakesForAHeadingWhatReadCsvTakesWhateverTheBatches) {
    std::mt19937 random(9110);
    const std::vector<std::string> bits{"a", "b", "1", "\"", "\"", ",", ";", ";", "\t", "\n", "\r\n", "x;y;z\n", "t,u,v,w\n"};
    std::uniform_int_distribution<std::size_t> any_bit(0, bits.size() - 1);
    std::uniform_int_distribution<std::size_t> any_length(1, 30);
    std::uniform_int_distribution<std::size_t> any_size(1, 300);
    int headed = 0;
    for (int i = 0; i < 5000; ++i) {
        std::string text;
        const auto add = [&] {
            for (std::size_t k = any_length(random); k > 0; --k) {
                text += bits[any_bit(random)];
            }
        };
        add();
        const std::string row = i % 2 == 0 ? "1;2;3\n" : "1,2\n";
        for (int k = 0; k < 50; ++k) {
            text += row;
        }
        add();
        const Read expected = without_cells_of_unusable(whole(text));
        ASSERT_EQ(without_cells_of_unusable(streamed(text, any_size(random), any_size(random))), expected)
            << testing::PrintToString(text);
        headed += expected.columns.size() > 1 ? 1 : 0;
    }
    EXPECT_GT(headed, 1000);
}

TEST(IoCsvPoints, WholeRecordsEndAtALineEndOutsideQuotes) {
    EXPECT_EQ(whole_records("a,b\nc", ','), 4U);
    EXPECT_EQ(whole_records("a,b", ','), 0U);
    EXPECT_EQ(whole_records("a,\"b\nc", ','), 0U);
    EXPECT_EQ(whole_records("a\n\"b\nc", ','), 2U);
    EXPECT_EQ(whole_records("\"a\n\"\nb", ','), 5U);
    EXPECT_EQ(whole_records("a\"\nb\"\nc", ','), 6U) << "a quote within a bare cell opens nothing";
    EXPECT_EQ(whole_records("a\r", ','), 0U) << "a line feed may follow";
    EXPECT_EQ(whole_records("a\rb", ','), 2U);
    EXPECT_EQ(whole_records("\"a\"", ','), 0U) << "the quote may be doubled";
}

TEST(IoCsvPoints, ReadsCoordinates) {
    CsvPoints points =
        stream_of("id;x;y\n1;2,5;46.25\n2;\"2,5\";+46\n3; 1e1 ;-0\n4;;\n5;2;\n6;nan;4\n7;1e400;4\n8;2;4;5\n;;\n9;2 3;4\n", 1000);
    points.use_columns(1, 2);
    std::optional<PointBatch> batch = points.next();
    ASSERT_TRUE(batch);
    points.part(*batch);
    EXPECT_EQ(batch->points[0], (Point{2.5, 46.25}));
    EXPECT_EQ(batch->points[1], (Point{2.5, 46}));
    EXPECT_EQ(batch->points[2], (Point{10, 0}));
    using enum Fault;
    EXPECT_EQ(batch->faults,
              (std::vector{none, none, none, no_position, unreadable, unreadable, unreadable, malformed, blank, unreadable}));
    EXPECT_EQ(batch->decimal_commas, 2U);
    EXPECT_EQ(points.written(*batch, 5), "nan ; 4");
    EXPECT_EQ(batch->share_read, 1);
    EXPECT_FALSE(points.next());
}

TEST(IoCsvPoints, TellsTheLineOfAFault) {
    const auto read_all = [](const std::string& text) {
        return thrown<InputError>([&] {
            CsvPoints points = stream_of(text, text.size() < 1000 ? 8 : 1U << 24U);
            points.use_columns(0, 1);
            while (std::optional<PointBatch> batch = points.next()) {
                points.part(*batch);
            }
        });
    };
    EXPECT_THAT(read_all("lon,lat\n1,2\n3,4\n\"5,6\n7,8\n"), testing::HasSubstr("row 4: quote never closed"));
    EXPECT_THAT(read_all("lon,lat,\n1,2,\n3,4,\n5,6,z\n"), testing::HasSubstr("row 4: column 3 has values but no title"));
    EXPECT_THAT(read_all(std::string("lon,lat\n1,2\n3,4\n5,") + '\0' + "6\n"), testing::HasSubstr("row 4: NUL byte"));
    EXPECT_THAT(read_all("lon,lat\n1,2\n" + std::string(std::size_t{140} << 20U, 'x')), testing::HasSubstr("row 3: line of more than 64 MiB"));
}

}  // namespace
}  // namespace maillage::io
