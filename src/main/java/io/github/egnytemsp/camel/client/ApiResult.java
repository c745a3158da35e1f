/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.egnytemsp.camel.client;

/**
 * What a call returned.
 *
 * @param <T>         the type of the value
 * @param value       the value
 * @param httpStatus  the status of the answer
 * @param callsToday  calls of this access token today, by the API's count where it tells
 * @param callsPerDay the day's limit, 0 if there is none
 */
public record ApiResult<T>(T value, int httpStatus, long callsToday, long callsPerDay) {
}
