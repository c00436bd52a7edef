package com.everyoneslecture.category;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A category of lectures. Every insert, update or delete of one in the database also appends its event. */
@Entity
@Table(name = "lecture_category")
@EntityListeners(LectureCategoryEvents.class)
public class LectureCategory {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "category_id")
    private @Nullable Long categoryId;

    @Column(name = "category_name", nullable = false, length = CategoryName.MAX_LENGTH)
    private String categoryName;

    @Version
    @Column(name = "version", nullable = false)
    private long version = 1;

    /** A category that is not stored yet. */
    LectureCategory(CategoryName name) {
        this.categoryName = name.value();
    }

    /** For Hibernate. */
    protected LectureCategory() {
        this.categoryName = "";
    }

    /**
     * The generated id.
     *
     * @throws NullPointerException before the category is stored
     */
    public long id() {
        return Objects.requireNonNull(categoryId, "a category has no id before it is stored");
    }

    /** The name. */
    public String name() {
        return categoryName;
    }

    /** The version: 1 after the insert, and one more with each change. */
    public long version() {
        return version;
    }

    /** Renames the category. The same name is not a change: the version stays, and no event is appended. */
    void rename(CategoryName name) {
        this.categoryName = name.value();
    }
}
