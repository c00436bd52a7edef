package com.everyoneslecture.category;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads and changes categories. Each method is one transaction: its commit makes change and event durable together.
 *
 * <p>A change locks the category's row first. So concurrent changes of one category happen one after the other, each on
 * the state that the previous one committed, and each under its caller's condition: no change is lost or has to be
 * repeated, and without a condition the last one wins.
 */
@Service
@Transactional
public class LectureCategoryService {

    private final LectureCategories categories;

    LectureCategoryService(LectureCategories categories) {
        this.categories = categories;
    }

    /** Stores a new category. */
    public LectureCategory create(CategoryName name) {
        return categories.save(new LectureCategory(name));
    }

    /**
     * Reads one.
     *
     * @throws UnknownCategoryException if there is none
     * @throws StaleVersionException if it does not meet the condition
     */
    @Transactional(readOnly = true)
    public LectureCategory get(long categoryId, VersionCondition condition) {
        LectureCategory category =
                categories.findById(categoryId).orElseThrow(() -> new UnknownCategoryException(categoryId));
        condition.check(category.version());
        return category;
    }

    /** Reads a page of them. */
    @Transactional(readOnly = true)
    public Page<LectureCategory> page(Pageable page) {
        return categories.findAll(page);
    }

    /**
     * Gives one another name. The name that it has already is no change: its version stays, and there is no event.
     *
     * @throws UnknownCategoryException if there is none
     * @throws StaleVersionException if it does not meet the condition
     */
    public LectureCategory rename(long categoryId, CategoryName name, VersionCondition condition) {
        LectureCategory category = locked(categoryId, condition);
        category.rename(name);
        // Flush now: the caller gets the new version, and the commit can no longer reject the statement.
        categories.flush();
        return category;
    }

    /**
     * Deletes one.
     *
     * @throws UnknownCategoryException if there is none
     * @throws StaleVersionException if it does not meet the condition
     */
    public void delete(long categoryId, VersionCondition condition) {
        categories.delete(locked(categoryId, condition));
        categories.flush();
    }

    private LectureCategory locked(long categoryId, VersionCondition condition) {
        LectureCategory category = categories
                .findLockedByCategoryId(categoryId)
                .orElseThrow(() -> new UnknownCategoryException(categoryId));
        condition.check(category.version());
        return category;
    }
}
