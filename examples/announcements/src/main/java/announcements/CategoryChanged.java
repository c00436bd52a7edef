package announcements;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The value of a record. Fields that a later version of category-app adds are ignored.
 *
 * @param jobType INSERT, UPDATE or DELETE
 * @param categoryId the key of the record, too
 * @param categoryName the name after the change; of a deleted category, its last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CategoryChanged(String jobType, long categoryId, String categoryName) {}
